/** Whether the agent itself could see. */
@NullMarked
package id.jipmonitor.agent.selfview;

import org.jspecify.annotations.NullMarked;
