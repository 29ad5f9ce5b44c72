/** The operators' record: an append-only log of incidents and what was done about them. */
@NullMarked
package id.jipmonitor.server.incident;

import org.jspecify.annotations.NullMarked;
