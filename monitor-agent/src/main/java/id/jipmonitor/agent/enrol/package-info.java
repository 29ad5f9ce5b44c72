/** How an agent gets its certificate, and the next one in time. */
@NullMarked
package id.jipmonitor.agent.enrol;

import org.jspecify.annotations.NullMarked;
