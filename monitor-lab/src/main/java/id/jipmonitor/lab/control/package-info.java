/** Commands to a running laboratory, over a Unix socket that only its owner can open. */
@NullMarked
package id.jipmonitor.lab.control;

import org.jspecify.annotations.NullMarked;
