/** Sites, links, segments, contracts and calendars: what there is to watch, and what was promised about it. */
@NullMarked
package id.jipmonitor.server.inventory;

import org.jspecify.annotations.NullMarked;
