package id.jipmonitor.server.ingest;

import id.jipmonitor.protocol.tls.CertificateTime;

/**
 * How agents' certificates are judged.
 *
 * @param time by which clock; within its grace a lapsed certificate serves for its own renewal and nothing else
 */
public record Identities(CertificateTime time, IdentityDesk desk) {}
