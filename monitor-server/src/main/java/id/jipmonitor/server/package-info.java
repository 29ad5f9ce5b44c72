/** The wiring and the command line of the server. */
@NullMarked
package id.jipmonitor.server;

import org.jspecify.annotations.NullMarked;
