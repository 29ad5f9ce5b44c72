/** When a round is due, and nothing else. The only place that knows Quartz. */
@NullMarked
package id.jipmonitor.agent.schedule;

import org.jspecify.annotations.NullMarked;
