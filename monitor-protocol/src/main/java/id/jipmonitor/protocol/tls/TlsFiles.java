package id.jipmonitor.protocol.tls;

import java.nio.file.Path;

/**
 * The PEM files with which one end proves who it is and checks the other.
 *
 * @param certificate own chain, leaf first
 * @param key own private key, PKCS #8; readable by its owner alone
 * @param authorities certificates of the authorities that the other end's chain must lead to
 */
public record TlsFiles(Path certificate, Path key, Path authorities) {}
