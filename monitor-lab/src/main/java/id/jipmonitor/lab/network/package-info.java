/** The laboratory network: namespaces of its own where the system allows them, loopback addresses where it does not, and a wire between that delays, loses, repeats, reorders and is cut. */
@NullMarked
package id.jipmonitor.lab.network;

import org.jspecify.annotations.NullMarked;
