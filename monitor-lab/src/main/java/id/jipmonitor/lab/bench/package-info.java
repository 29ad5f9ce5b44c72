/** Benchmarks: the peer, the limit and the monitor's own code do the same work in turn, in one run. */
@NullMarked
package id.jipmonitor.lab.bench;

import org.jspecify.annotations.NullMarked;
