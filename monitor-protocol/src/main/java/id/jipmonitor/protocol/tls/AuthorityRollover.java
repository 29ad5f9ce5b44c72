package id.jipmonitor.protocol.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Carries out what {@link AuthorityRule} decides, in the files of the end that signs. */
public final class AuthorityRollover {
    private AuthorityRollover() {}

    /**
     * Does what is due.
     *
     * @param files of the server; the list of authorities is extended when the next one is made
     * @param authorityKey the key that signs; the next one waits beside it, with the ending {@code .next}
     * @param grace how long after their end certificates still serve for their renewal
     * @return what was done, as a line for the log; empty when nothing was due
     * @throws TlsFileException when the files cannot be used
     */
    public static String advance(TlsFiles files, Path authorityKey, Duration grace, Instant now) throws IOException {
        X509Certificate signing =
                CertificateAuthority.read(files.authorities(), authorityKey).certificate();
        List<X509Certificate> trusted = PemFiles.certificates(files.authorities());
        return switch (AuthorityRule.step(signing, trusted, grace, now)) {
            case NONE -> "";
            case ANNOUNCE -> announce(files, authorityKey, trusted, now);
            case SWITCH -> switchOver(files, authorityKey);
        };
    }

    /** Whether the server's certificate is by another authority than the one that signs now. */
    public static boolean leftBehind(TlsFiles files, Path authorityKey) {
        X509Certificate signing =
                CertificateAuthority.read(files.authorities(), authorityKey).certificate();
        return !CertificateAuthority.hasSigned(signing, TlsContexts.certificateOf(files));
    }

    /** The key first: an authority that is trusted and cannot sign would help nobody. */
    private static String announce(TlsFiles files, Path authorityKey, List<X509Certificate> trusted, Instant now)
            throws IOException {
        CertificateAuthority next = CertificateAuthority.create("JIP Monitor", now);
        List<X509Certificate> all = new ArrayList<>(
                trusted.stream().filter(each -> !RenewalRule.lapsed(each, now)).toList());
        all.add(next.certificate());
        next.writeKey(next(authorityKey));
        PemFiles.write(files.authorities(), all.stream().map(PemFiles::pem).collect(Collectors.joining()));
        return "a new authority was made, valid until "
                + next.certificate().getNotAfter().toInstant() + "; agents are told to trust it beside the old one";
    }

    private static String switchOver(TlsFiles files, Path authorityKey) throws IOException {
        Path next = next(authorityKey);
        if (!Files.exists(next)) {
            throw new TlsFileException(next + ": expected the key of the new authority in " + files.authorities()
                    + ". Found: no such file");
        }
        X509Certificate signing =
                CertificateAuthority.read(files.authorities(), next).certificate();
        Files.move(next, authorityKey, StandardCopyOption.ATOMIC_MOVE);
        return "certificates are signed by the new authority now, valid until "
                + signing.getNotAfter().toInstant();
    }

    private static Path next(Path authorityKey) {
        return authorityKey.resolveSibling(authorityKey.getFileName() + ".next");
    }
}
