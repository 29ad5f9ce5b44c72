package id.jipmonitor.protocol.settings;

import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The usual kinds of settings. Bounds are inclusive. */
public final class Kinds {
    private static final Pattern HOST_PORT = Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([^:\\s]+)):(\\d{1,5})");
    private static final Pattern HOST_NAME =
            Pattern.compile("(?=.{1,253}$)[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
                    + "(?:\\.[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*");
    private static final Pattern IDENTITY = Pattern.compile("[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?");
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");
    private static final Pattern RATIO = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s*(%?)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,15})\\s*(B|KiB|MiB|GiB|TiB)");
    private static final List<String> SIZE_UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");

    private Kinds() {}

    /** Text of that many characters, without control characters. */
    public static Kind<String> text(int least, int most) {
        return kind("text of " + least + " to " + most + " characters", source -> {
            String text = source.text();
            boolean control = text.chars().anyMatch(c -> Character.isISOControl(c));
            return fit(!control && text.length() >= least && text.length() <= most, text);
        });
    }

    /** Text that matches; the pattern is described in words. */
    public static Kind<String> text(Pattern shape, String expected) {
        return kind(expected, source -> fit(shape.matcher(source.text()).matches(), source.text()));
    }

    /** What a constructor accepts that refuses by IllegalArgumentException. */
    public static <T> Kind<T> made(String expected, Function<String, T> constructor) {
        return kind(expected, source -> {
            try {
                return constructor.apply(source.text());
            } catch (IllegalArgumentException e) {
                throw new Kind.Unfit();
            }
        });
    }

    /** The spelling of all identities: agents, sites, links, probes, segments and names of entries. */
    public static <T> Kind<T> identity(Function<String, T> constructor) {
        return kind("1 to 64 of a-z 0-9 . _ - beginning and ending with a letter or digit", source -> {
            matcher(IDENTITY, source.text());
            return constructor.apply(source.text());
        });
    }

    /** The name of an entry, spelt like an identity. */
    public static Kind<String> name() {
        return identity(Function.identity());
    }

    public static Kind<Integer> integer(int least, int most) {
        return wholeNumber(least, most, Math::toIntExact);
    }

    public static Kind<Long> wholeNumber(long least, long most) {
        return wholeNumber(least, most, number -> number);
    }

    private static <T> Kind<T> wholeNumber(long least, long most, Function<Long, T> narrow) {
        return kind("a whole number from " + least + " to " + most, source -> {
            BigDecimal number = number(source.text());
            fit(number.scale() <= 0, number);
            return narrow.apply(within(number, least, most).longValueExact());
        });
    }

    /** A decimal number. */
    public static Kind<BigDecimal> decimal(String least, String most) {
        return kind("a number from " + least + " to " + most, source -> {
            BigDecimal number = number(source.text());
            boolean inside =
                    number.compareTo(new BigDecimal(least)) >= 0 && number.compareTo(new BigDecimal(most)) <= 0;
            return fit(inside, number);
        });
    }

    /** A share from 0 to 1, written {@code 20 %} or {@code 0.2}. */
    public static Kind<Double> ratio() {
        return kind(
                "a share from 0 % to 100 %, like 20 % or 0.2",
                source -> {
                    Matcher matcher = matcher(RATIO, source.text());
                    BigDecimal number = new BigDecimal(matcher.group(1))
                            .movePointLeft(matcher.group(2).isEmpty() ? 0 : 2);
                    return within(number, 0, 1).doubleValue();
                });
    }

    public static Kind<Boolean> bool() {
        return new Choice<>("true or false", Map.of("true", true, "false", false));
    }

    /** One of an enum's constants in small letters. */
    public static <E extends Enum<E>> Kind<E> choice(Class<E> type) {
        Map<String, E> words = new TreeMap<>();
        for (E each : type.getEnumConstants()) {
            words.put(each.name().toLowerCase(Locale.ROOT), each);
        }
        return choice(words);
    }

    /** One of some words. */
    public static <T> Kind<T> choice(Map<String, T> words) {
        return new Choice<>(
                "one of " + String.join(", ", words.keySet().stream().sorted().toList()), words);
    }

    /** The name of something defined elsewhere; where, in words: {@code an entry of sites}. */
    public static Kind<String> reference(String expected, Collection<String> defined) {
        List<String> names = defined.stream().sorted().toList();
        return kind(expected, source -> {
            if (!names.contains(source.text())) {
                throw new Kind.Unfit("", Suggestion.orAll(source.text(), names));
            }
            return source.text();
        });
    }

    /** A length of time with its unit: {@code 500 ms}, {@code 10 s}, {@code 5 m}, {@code 2 h}, {@code 30 d}. */
    public static Kind<Duration> duration(Duration least, Duration most) {
        return new DurationKind(least, most);
    }

    /** A number of bytes with its unit: {@code 512 MiB}. */
    public static Kind<DataSize> size(DataSize least, DataSize most) {
        return kind("a size from " + least + " to " + most + ", like 512 MiB", source -> {
            Matcher matcher = matcher(SIZE, source.text());
            long unit = 1L << (10 * SIZE_UNITS.indexOf(matcher.group(2)));
            BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
            return new DataSize(within(bytes, least.bytes(), most.bytes()).longValueExact());
        });
    }

    /** A host name or a literal address; nothing is looked up. */
    public static Kind<String> host() {
        return kind("a host name or an IP address", source -> fit(isHost(source.text()), source.text()));
    }

    /** {@code host:port}, with brackets around an IPv6 address. */
    public static Kind<HostPort> hostPort(int leastPort) {
        return kind("host:port, like 10.1.1.1:8443 or [fd00::1]:8443", source -> {
            Matcher matcher = matcher(HOST_PORT, source.text());
            String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            int port = Integer.parseInt(matcher.group(3));
            fit(isHost(host) && port >= leastPort && port <= 65_535, host);
            return new HostPort(host, port);
        });
    }

    /** {@code address/prefix}. */
    public static Kind<Cidr> cidr() {
        return kind("a block of addresses, like 10.0.0.0/8", source -> {
            String[] parts = source.text().split("/", -1);
            fit(parts.length == 2 && parts[1].matches("\\d{1,3}"), parts);
            return block(address(parts[0]), Integer.parseInt(parts[1]));
        });
    }

    /** A zone of the IANA database. */
    public static Kind<ZoneId> zone() {
        Map<String, String> usual = Map.of("Asia/Jakarta", "WIB", "Asia/Makassar", "WITA", "Asia/Jayapura", "WIT");
        return new Listed<>(
                kind("an IANA time zone, like Asia/Jakarta", source -> {
                    try {
                        fit(source.text().contains("/") || source.text().equals("UTC"), source);
                        return ZoneId.of(source.text());
                    } catch (DateTimeException e) {
                        throw new Kind.Unfit();
                    }
                }),
                List.copyOf(usual.keySet()));
    }

    /** Indonesian or English. */
    public static Kind<Locale> language() {
        return choice(Map.of("id", Locale.of("id"), "en", Locale.ENGLISH));
    }

    /** A path; a relative one starts from the directory of the settings file. */
    public static Kind<Path> path() {
        return kind("a path", source -> {
            try {
                return source.directory().resolve(source.text()).normalize();
            } catch (InvalidPathException e) {
                throw new Kind.Unfit();
            }
        });
    }

    /** A path as it is written, for a part that knows what it starts from. */
    public static Kind<Path> pathAsWritten() {
        return made("a path", Path::of);
    }

    /** An absolute address with one of the schemes and a host; no user information in it. */
    public static Kind<URI> uri(String... schemes) {
        return kind("an address that begins with " + String.join(":// or ", schemes) + "://", source -> {
            try {
                URI uri = URI.create(source.text());
                fit(uri.getHost() != null && List.of(schemes).contains(uri.getScheme()), uri);
                return fit(uri.getUserInfo() == null, uri);
            } catch (IllegalArgumentException e) {
                throw new Kind.Unfit();
            }
        });
    }

    /** {@code ${env:NAME}} or {@code ${file:PATH}}; never the secret itself. */
    public static Kind<Secret> secret() {
        return new SecretKind();
    }

    private interface Reader<T> {
        T read(Kind.Source source) throws Kind.Unfit;
    }

    private static <T> Kind<T> kind(String expected, Reader<T> reader) {
        return new Plain<>(expected, reader);
    }

    private record Plain<T>(String expected, Reader<T> reader) implements Kind<T> {
        @Override
        public T read(Source source) throws Unfit {
            return reader.read(source);
        }
    }

    private record Choice<T>(String expected, Map<String, T> words) implements Kind<T> {
        @Override
        public T read(Source source) throws Unfit {
            T value = words.get(source.text());
            if (value == null) {
                throw new Unfit();
            }
            return value;
        }

        @Override
        public List<String> choices() {
            return List.copyOf(words.keySet());
        }

        @Override
        public String show(T value) {
            return words.entrySet().stream()
                    .filter(each -> each.getValue().equals(value))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse(String.valueOf(value));
        }
    }

    private record Listed<T>(Kind<T> kind, List<String> choices) implements Kind<T> {
        @Override
        public String expected() {
            return kind.expected();
        }

        @Override
        public T read(Source source) throws Unfit {
            return kind.read(source);
        }
    }

    static <T> T fit(boolean fits, T value) throws Kind.Unfit {
        if (!fits) {
            throw new Kind.Unfit();
        }
        return value;
    }

    static BigDecimal within(BigDecimal number, long least, long most) throws Kind.Unfit {
        boolean inside =
                number.compareTo(BigDecimal.valueOf(least)) >= 0 && number.compareTo(BigDecimal.valueOf(most)) <= 0;
        return fit(inside, number);
    }

    static Matcher matcher(Pattern pattern, String text) throws Kind.Unfit {
        Matcher matcher = pattern.matcher(text);
        fit(matcher.matches(), matcher);
        return matcher;
    }

    private static BigDecimal number(String text) throws Kind.Unfit {
        fit(text.matches("-?\\d{1,18}(\\.\\d{1,18})?"), text);
        return new BigDecimal(text);
    }

    private static boolean isHost(String text) {
        return isAddress(text)
                || (HOST_NAME.matcher(text).matches() && !NUMBERS.matcher(text).matches());
    }

    private static boolean isAddress(String text) {
        try {
            address(text);
            return true;
        } catch (Kind.Unfit e) {
            return false;
        }
    }

    private static InetAddress address(String text) throws Kind.Unfit {
        try {
            fit(text.matches("(\\d{1,3}\\.){3}\\d{1,3}") || text.contains(":"), text);
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            throw new Kind.Unfit();
        }
    }

    private static Cidr block(InetAddress address, int prefix) throws Kind.Unfit {
        fit(prefix <= address.getAddress().length * 8, address);
        Cidr block = Cidr.around(address, prefix);
        if (!block.network().equals(address)) {
            throw new Kind.Unfit("", "Did you mean " + block + "?");
        }
        return block;
    }
}
