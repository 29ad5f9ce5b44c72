package id.jipmonitor.protocol.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** PEM in files (RFC 7468). Files appear whole or not at all and are readable by their owner alone. */
final class PemFiles {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private PemFiles() {}

    /** The certificates of a file, at least one. */
    static List<X509Certificate> certificates(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return certificates(in);
        } catch (CertificateException e) {
            throw new TlsFileException(file + ": expected PEM certificates. Found: " + e.getMessage(), e);
        } catch (IOException e) {
            throw unreadable("certificate", file, e);
        }
    }

    /** The one certificate of a text that came from elsewhere. */
    static X509Certificate certificate(String pem) throws CertificateException {
        return certificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                .getFirst();
    }

    private static List<X509Certificate> certificates(InputStream in) throws CertificateException {
        List<X509Certificate> found = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                .map(X509Certificate.class::cast)
                .toList();
        if (found.isEmpty()) {
            throw new CertificateException("none");
        }
        return found;
    }

    static PrivateKey ecKey(Path file) {
        try {
            String body = Files.readString(file)
                    .replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "")
                    .replaceAll("\\s", "");
            return KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new TlsFileException(file + ": expected an EC private key in PKCS#8 PEM. Found: something else", e);
        } catch (IOException e) {
            throw unreadable("private key", file, e);
        }
    }

    static String pem(X509Certificate certificate) {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was just made has no encoding", e);
        }
    }

    static String pem(PrivateKey key) {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    static String pem(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(content) + "\n-----END " + label + "-----\n";
    }

    /** Writes a certificate and its key; when one of them is there and may not give way, neither is written. */
    static void writePair(
            Path certificateFile, X509Certificate certificate, Path keyFile, PrivateKey key, boolean replace)
            throws IOException {
        for (Path each : List.of(certificateFile, keyFile)) {
            if (!replace && Files.exists(each, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(each.toString());
            }
        }
        write(keyFile, pem(key));
        write(certificateFile, pem(certificate));
    }

    static void write(Path file, String content) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory, OWNER_ONLY_DIRECTORY);
        }
        Path part = Files.createTempFile(directory, file.getFileName() + ".", ".part", OWNER_ONLY);
        try {
            Files.write(
                    part,
                    content.getBytes(StandardCharsets.US_ASCII),
                    StandardOpenOption.WRITE,
                    StandardOpenOption.SYNC);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    static TlsFileException unreadable(String what, Path file, IOException cause) {
        String found = cause instanceof NoSuchFileException
                ? "no such file; `jip server init` makes one"
                : cause.getClass().getSimpleName() + ": " + cause.getMessage();
        return new TlsFileException(file + ": expected a readable " + what + " file. Found: " + found, cause);
    }
}
