/** The agent's own page, which works when the site is cut off. */
@NullMarked
package id.jipmonitor.agent.page;

import org.jspecify.annotations.NullMarked;
