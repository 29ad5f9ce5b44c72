/** Echo requests over Linux sockets, with kernel receive times. */
@NullMarked
package id.jipmonitor.agent.probe.icmp;

import org.jspecify.annotations.NullMarked;
