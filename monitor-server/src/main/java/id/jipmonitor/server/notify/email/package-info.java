/** The e-mail channel (SMTP). */
@NullMarked
package id.jipmonitor.server.notify.email;

import org.jspecify.annotations.NullMarked;
