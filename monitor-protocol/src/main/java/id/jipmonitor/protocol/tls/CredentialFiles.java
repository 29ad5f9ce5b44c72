package id.jipmonitor.protocol.tls;

import id.jipmonitor.protocol.model.AgentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Replaces the files of one end so that a stop at any moment leaves a pair that fits: both new files are written whole
 * beside the old ones, then the key and at last the certificate take their places. What a stop left half done the next
 * {@link #settle} finishes. The two exclude each other, or one thread would clear away what another is about to move: the one
 * place where files are written under a lock, twice a year.
 */
public final class CredentialFiles {
    private static final String NEXT = ".next";

    private CredentialFiles() {}

    /** Those of the files that are there already. */
    public static List<Path> present(TlsFiles files) {
        return List.of(files.certificate(), files.key(), files.authorities()).stream()
                .filter(Files::exists)
                .toList();
    }

    /**
     * Checks what a server gave an agent and puts it into its place.
     *
     * @param certificate PEM
     * @param authorities PEM, one each
     * @return the certificate
     * @throws TlsFileException when the certificate is not one for this agent and key by one of the authorities; nothing is
     *     written then
     */
    public static X509Certificate store(
            TlsFiles files, AgentId agent, PrivateKey key, String certificate, List<String> authorities)
            throws IOException {
        X509Certificate own = read("certificate", certificate);
        List<X509Certificate> trusted = authorities(authorities);
        if (!IssuedCertificate.fits(own.getPublicKey(), key)) {
            throw new TlsFileException("certificate from the server: expected one for the key that was made here."
                    + " Found: one for another key");
        }
        if (!isOf(own, agent)) {
            throw new TlsFileException("certificate from the server: expected one of agent " + agent + ". Found: "
                    + own.getSubjectX500Principal());
        }
        if (trusted.stream().noneMatch(each -> CertificateAuthority.hasSigned(each, own))) {
            throw new TlsFileException("certificate from the server: expected one by an authority that came with it."
                    + " Found: one by " + own.getIssuerX500Principal());
        }
        write(files.authorities(), trusted);
        replace(files, new IssuedCertificate(own, key));
        return own;
    }

    /**
     * Puts another list of authorities into its place.
     *
     * @param authorities PEM, one each
     * @return whether it differs from the one that was there
     * @throws TlsFileException when the two lists have nothing in common: trust is handed on, never swapped
     */
    public static boolean storeAuthorities(TlsFiles files, List<String> authorities) throws IOException {
        List<X509Certificate> former = PemFiles.certificates(files.authorities());
        List<X509Certificate> trusted = authorities(authorities);
        if (trusted.stream().noneMatch(former::contains)) {
            throw new TlsFileException(
                    "authorities from the server: expected one that is trusted already among them." + " Found: none");
        }
        boolean differs = !former.equals(trusted);
        if (differs) {
            write(files.authorities(), trusted);
        }
        return differs;
    }

    /** Puts a new pair in the place of the old one. */
    public static synchronized void replace(TlsFiles files, IssuedCertificate issued) throws IOException {
        PemFiles.write(next(files.certificate()), PemFiles.pem(issued.certificate()));
        PemFiles.write(next(files.key()), PemFiles.pem(issued.key()));
        take(files.key());
        take(files.certificate());
    }

    /** Finishes what a stop in the middle of {@link #replace} left. */
    static synchronized void settle(TlsFiles files) {
        Path certificate = next(files.certificate());
        Path key = next(files.key());
        try {
            if (!Files.exists(certificate) && !Files.exists(key)) {
                return;
            }
            if (Files.exists(certificate) && Files.exists(key) && fits(certificate, key)) {
                take(files.key());
                take(files.certificate());
            } else if (Files.exists(certificate)
                    && !Files.exists(key)
                    && Files.exists(files.key())
                    && fits(certificate, files.key())) {
                take(files.certificate());
            } else {
                Files.deleteIfExists(key);
                Files.deleteIfExists(certificate);
            }
        } catch (IOException e) {
            throw new TlsFileException(
                    files.certificate() + ": expected a directory that can be written. Found: " + e, e);
        }
    }

    private static boolean fits(Path certificate, Path key) {
        return IssuedCertificate.fits(
                PemFiles.certificates(certificate).getFirst().getPublicKey(), PemFiles.ecKey(key));
    }

    private static boolean isOf(X509Certificate certificate, AgentId agent) {
        try {
            return PeerIdentity.of(certificate).equals(new PeerIdentity.Agent(agent));
        } catch (SSLPeerUnverifiedException e) {
            return false;
        }
    }

    private static List<X509Certificate> authorities(List<String> pems) {
        List<X509Certificate> read = new ArrayList<>();
        for (String each : pems) {
            X509Certificate authority = read("authority", each);
            if (authority.getBasicConstraints() < 0) {
                throw new TlsFileException("authority from the server: expected an authority's certificate. Found: "
                        + authority.getSubjectX500Principal());
            }
            read.add(authority);
        }
        return read;
    }

    private static X509Certificate read(String what, String pem) {
        try {
            return PemFiles.certificate(pem);
        } catch (CertificateException e) {
            throw new TlsFileException(what + " from the server: expected PEM. Found: " + e.getMessage(), e);
        }
    }

    private static void write(Path file, List<X509Certificate> certificates) throws IOException {
        PemFiles.write(file, certificates.stream().map(PemFiles::pem).collect(Collectors.joining()));
    }

    private static void take(Path file) throws IOException {
        Files.move(next(file), file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path next(Path file) {
        return file.resolveSibling(file.getFileName() + NEXT);
    }
}
