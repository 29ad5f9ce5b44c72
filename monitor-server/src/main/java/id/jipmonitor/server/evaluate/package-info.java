/** The shell around timeline and alert: feeds results in, keeps watermarks, hands transitions out. */
@NullMarked
package id.jipmonitor.server.evaluate;

import org.jspecify.annotations.NullMarked;
