/** PURE: what path probes found, and what is different about it. */
@NullMarked
package id.jipmonitor.server.path;

import org.jspecify.annotations.NullMarked;
