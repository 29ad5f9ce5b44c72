/** Local users: passwords, sessions, the first administrator's set-up link, and the brake on guessing. */
@NullMarked
package id.jipmonitor.server.web.account;

import org.jspecify.annotations.NullMarked;
