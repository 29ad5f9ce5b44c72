/** From a transition to a receipt: decisions, a persisted outbox, channels. */
@NullMarked
package id.jipmonitor.server.notify;

import org.jspecify.annotations.NullMarked;
