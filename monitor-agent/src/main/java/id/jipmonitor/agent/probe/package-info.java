/** What a probe is and what it may expect; each kind of probe is a package below that knows only this one. */
@NullMarked
package id.jipmonitor.agent.probe;

import org.jspecify.annotations.NullMarked;
