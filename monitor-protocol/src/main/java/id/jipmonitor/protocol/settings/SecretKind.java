package id.jipmonitor.protocol.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Secrets stand outside the settings file, so that it can be shown, shared and kept under version control. */
final class SecretKind implements Kind<Secret> {
    private static final Pattern ENVIRONMENT = Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]{0,127})}");
    private static final Pattern FILE = Pattern.compile("\\$\\{file:([^}]{1,1024})}");
    private static final int MAX_BYTES = 16 << 10;

    @Override
    public String expected() {
        return "a reference to a secret, ${env:NAME} or ${file:PATH}";
    }

    @Override
    public boolean hidden() {
        return true;
    }

    @Override
    public Secret read(Source source) throws Unfit {
        Matcher variable = ENVIRONMENT.matcher(source.text());
        if (variable.matches()) {
            return fromEnvironment(variable.group(1), source);
        }
        return fromFile(Kinds.matcher(FILE, source.text()).group(1), source);
    }

    private static Secret fromEnvironment(String name, Source source) throws Unfit {
        String value = source.environment().apply(name);
        if (value == null || value.isEmpty()) {
            throw new Unfit("the environment variable " + name + " to be set", "");
        }
        return Secret.of(value);
    }

    private static Secret fromFile(String name, Source source) throws Unfit {
        Path path = resolved(name, source);
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new Unfit("the file " + name + " to be there and readable", "");
        }
        try {
            if (othersMayRead(path)) {
                throw new Unfit("the file " + name + " to be closed to others", "Run chmod 600 " + path);
            }
            String text = firstLine(path);
            if (text.isEmpty() || text.length() > MAX_BYTES) {
                throw new Unfit("the file " + name + " to hold one secret of at most 16 KiB", "");
            }
            return Secret.of(text);
        } catch (IOException e) {
            throw new Unfit("the file " + name + " to be readable", "");
        }
    }

    private static Path resolved(String name, Source source) throws Unfit {
        try {
            return source.directory().resolve(name).normalize();
        } catch (InvalidPathException e) {
            throw new Unfit();
        }
    }

    private static boolean othersMayRead(Path path) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return false;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        return permissions.contains(PosixFilePermission.OTHERS_READ)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE);
    }

    private static String firstLine(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            String text = new String(in.readNBytes(MAX_BYTES + 1), StandardCharsets.UTF_8);
            return text.stripTrailing();
        }
    }
}
