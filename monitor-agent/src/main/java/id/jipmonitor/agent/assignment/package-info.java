/** What this agent probes: kept on disk, replaced whole or not at all. */
@NullMarked
package id.jipmonitor.agent.assignment;

import org.jspecify.annotations.NullMarked;
