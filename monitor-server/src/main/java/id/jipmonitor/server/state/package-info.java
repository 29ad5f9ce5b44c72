/** The relational state: connection and migrations. */
@NullMarked
package id.jipmonitor.server.state;

import org.jspecify.annotations.NullMarked;
