/** TCP services of the far ends: they accept, greet, or stay silent. */
@NullMarked
package id.jipmonitor.lab.tcp;

import org.jspecify.annotations.NullMarked;
