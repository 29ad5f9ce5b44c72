/** The words that agent and server share: identities, results, self-views. Pure values; nothing here does I/O. */
@NullMarked
package id.jipmonitor.protocol.model;

import org.jspecify.annotations.NullMarked;
