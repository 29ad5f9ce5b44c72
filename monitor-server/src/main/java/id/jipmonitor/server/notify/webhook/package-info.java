/** The webhook channel (HTTP POST of JSON). */
@NullMarked
package id.jipmonitor.server.notify.webhook;

import org.jspecify.annotations.NullMarked;
