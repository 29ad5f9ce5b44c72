/** Durable results: append once in effect, read by time. Stores know this package and the model, nothing else. */
@NullMarked
package id.jipmonitor.server.store;

import org.jspecify.annotations.NullMarked;
