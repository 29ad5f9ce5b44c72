/** The connection to the server: what was seen goes out, what to probe comes in. */
@NullMarked
package id.jipmonitor.agent.uplink;

import org.jspecify.annotations.NullMarked;
