/** A mail server that keeps what it is given and shows it in the terminal. */
@NullMarked
package id.jipmonitor.lab.mail;

import org.jspecify.annotations.NullMarked;
