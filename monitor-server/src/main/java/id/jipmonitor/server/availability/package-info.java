/** Pure: bounded availability of a timeline under a contract. */
@NullMarked
package id.jipmonitor.server.availability;

import org.jspecify.annotations.NullMarked;
