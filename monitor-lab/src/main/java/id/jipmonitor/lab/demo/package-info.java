/** The demo: a script that breaks and mends the laboratory, and checks what the monitor made of it. */
@NullMarked
package id.jipmonitor.lab.demo;

import org.jspecify.annotations.NullMarked;
