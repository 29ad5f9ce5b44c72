package id.jipmonitor.lab;

import id.jipmonitor.lab.control.ControlServer;
import id.jipmonitor.lab.network.Impairment;
import id.jipmonitor.lab.network.LabException;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** What a running laboratory does when it is told to. */
record LabCommands(Lab lab) implements ControlServer.Commands {
    private static final int DONE = 0;
    private static final int FAILED = 1;

    @Override
    public int run(List<String> words, Consumer<String> lines) {
        try {
            return dispatch(words, lines);
        } catch (LabException failure) {
            lines.accept("jip lab: " + failure.getMessage());
            return FAILED;
        } catch (IOException failure) {
            lines.accept("jip lab: " + failure);
            return FAILED;
        }
    }

    private int dispatch(List<String> words, Consumer<String> lines) throws IOException {
        List<String> parameters = words.subList(1, words.size());
        return switch (words.getFirst()) {
            case "status" -> status(lines);
            case "cut" -> cut(parameters.getFirst(), lines);
            case "heal" -> heal(parameters.getFirst(), lines);
            case "impair" -> impair(parameters, lines);
            case "exec" -> exec(parameters, lines);
            default -> throw new LabException("command: expected status, cut, heal, impair or exec. Found: " + words);
        };
    }

    private int status(Consumer<String> lines) {
        lab.status().forEach(lines);
        return DONE;
    }

    private int cut(String name, Consumer<String> lines) {
        lab.cut(name);
        lines.accept("cut " + name + ": " + lab.plan().linksOf(name).size() + " link(s) silent");
        return DONE;
    }

    private int heal(String name, Consumer<String> lines) {
        lab.heal(name);
        lines.accept("healed " + name);
        return DONE;
    }

    private int impair(List<String> parameters, Consumer<String> lines) {
        Impairment impairment = Impairment.NONE;
        for (String setting : parameters.subList(1, parameters.size())) {
            impairment = impairment.with(setting);
        }
        lab.impair(parameters.getFirst(), impairment);
        lines.accept("impaired " + parameters.getFirst() + ": " + impairment);
        return DONE;
    }

    private static int exec(List<String> words, Consumer<String> lines) throws IOException {
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .start();
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.accept(line);
            }
            return process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return FAILED;
        } finally {
            process.destroy();
        }
    }
}
