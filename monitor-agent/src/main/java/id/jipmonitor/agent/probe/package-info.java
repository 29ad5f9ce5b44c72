/** What a probe is, and the list of probe types. */
@NullMarked
package id.jipmonitor.agent.probe;

import org.jspecify.annotations.NullMarked;
