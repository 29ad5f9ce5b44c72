package id.jipmonitor.protocol.house;

import static java.util.Comparator.reverseOrder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The sizes of the main sources against the limits of a good house: what is small gets read. Exceptions are
 * named by the caller and may only shrink.
 */
public final class SizeRatchet {
    private static final int FILE_MAX = 500;
    private static final int FILE_MEDIAN = 90;
    private static final int FILE_P95 = 320;
    private static final int METHOD_MAX = 60;
    private static final int METHOD_MEDIAN = 5;
    private static final int METHOD_P95 = 25;
    private static final double PACKAGE_PRIVATE_SHARE = 0.40;
    private static final Pattern METHOD = Pattern.compile(
            "^( {4}| {8})(?! )(?!(?:record|class|enum|interface|return|throw|new|if|for|while|switch|try)\\b)"
                    + "(?:[\\w@<>\\[\\],.?& ]+ )?\\w+\\(.*");
    private static final Pattern TYPE = Pattern.compile(
            "^(public )?(?:(?:abstract|final|sealed|non-sealed|strictfp) )*(?:class|record|interface|enum|@interface) \\w.*");

    private final List<Integer> files = new ArrayList<>();
    private final List<Integer> methods = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private int types;
    private int packagePrivate;

    private SizeRatchet() {}

    /**
     * Problems of the Java files below some folders, one line each.
     *
     * @param exceptions file names that may pass the maximum
     */
    public static List<String> problems(List<Path> mainSources, Set<String> exceptions) {
        SizeRatchet ratchet = new SizeRatchet();
        mainSources.forEach(folder -> ratchet.measureAll(folder, exceptions));
        ratchet.judge();
        return ratchet.problems;
    }

    private void measureAll(Path folder, Set<String> exceptions) {
        try (Stream<Path> tree = Files.walk(folder)) {
            tree.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .forEach(file -> measure(file, exceptions));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void measure(Path file, Set<String> exceptions) {
        List<String> lines = read(file);
        files.add(lines.size());
        if (lines.size() > FILE_MAX && !exceptions.contains(file.getFileName().toString())) {
            problems.add(file.getFileName() + ": expected at most " + FILE_MAX + " lines. Found: " + lines.size());
        }
        for (int i = 0; i < lines.size(); i++) {
            Matcher type = TYPE.matcher(lines.get(i));
            if (type.matches()) {
                types++;
                packagePrivate += type.group(1) == null ? 1 : 0;
            }
            Matcher method = METHOD.matcher(lines.get(i));
            if (method.matches()) {
                measureMethod(file, lines, i, method.group(1));
            }
        }
    }

    private void measureMethod(Path file, List<String> lines, int start, String indent) {
        int open = start;
        while (open < lines.size() && !lines.get(open).endsWith("{")) {
            if (lines.get(open).endsWith(";") || lines.get(open).endsWith("}")) {
                return;
            }
            open++;
        }
        int end = open;
        while (end < lines.size() && !lines.get(end).equals(indent + "}")) {
            end++;
        }
        int length = Math.max(0, end - open - 1);
        methods.add(length);
        if (length > METHOD_MAX) {
            problems.add(file.getFileName() + ":" + (start + 1) + ": expected at most " + METHOD_MAX
                    + " lines in a method. Found: " + length);
        }
    }

    private void judge() {
        atMost("median of file lines", oneIn(2, files), FILE_MEDIAN);
        atMost("95th percentile of file lines", oneIn(20, files), FILE_P95);
        atMost("median of method lines", oneIn(2, methods), METHOD_MEDIAN);
        atMost("95th percentile of method lines", oneIn(20, methods), METHOD_P95);
        if (types > 0 && packagePrivate < PACKAGE_PRIVATE_SHARE * types) {
            problems.add("package-private top-level types: expected at least 40 %. Found: " + packagePrivate + " of "
                    + types);
        }
    }

    private void atMost(String what, int found, int limit) {
        if (found > limit) {
            problems.add(what + ": expected at most " + limit + ". Found: " + found);
        }
    }

    /** The value that one in {@code share} exceeds or meets. */
    private static int oneIn(int share, List<Integer> values) {
        List<Integer> sorted = values.stream().sorted(reverseOrder()).toList();
        return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / share);
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
