/** The wiring and the command line of the agent. */
@NullMarked
package id.jipmonitor.agent;

import org.jspecify.annotations.NullMarked;
