/** Receives agents' results: frames, identity, ledger, acknowledgement. */
@NullMarked
package id.jipmonitor.server.ingest;

import org.jspecify.annotations.NullMarked;
