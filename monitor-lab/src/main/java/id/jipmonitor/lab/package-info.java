/** The wiring and the command line of the lab. */
@NullMarked
package id.jipmonitor.lab;

import org.jspecify.annotations.NullMarked;
