/** Pure: observations of a link become states over time, exactly as DESIGN section 5 says. */
@NullMarked
package id.jipmonitor.server.timeline;

import org.jspecify.annotations.NullMarked;
