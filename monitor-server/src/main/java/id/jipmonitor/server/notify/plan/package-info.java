/** Pure: who is told, when, and the named reason why or why not. */
@NullMarked
package id.jipmonitor.server.notify.plan;

import org.jspecify.annotations.NullMarked;
