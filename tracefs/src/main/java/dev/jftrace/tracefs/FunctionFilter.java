package dev.jftrace.tracefs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A file of functions: {@code set_ftrace_filter}, {@code set_ftrace_notrace}, {@code set_graph_function},
 * {@code set_graph_notrace}. A word is a name, a glob, {@code GLOB:mod:MODULE}, {@code !} before it to take it back, or a command
 * as {@code NAME:traceoff:1}.
 *
 * <p>For each name the kernel goes through all its functions, and asks each for its name. So where many are given, they are written
 * as what the kernel takes too: their numbers in {@code available_filter_functions}, as libtracefs does; and what is set then is
 * compared with what was asked for, because a module that is loaded meanwhile moves the numbers.
 */
public final class FunctionFilter {
    /** So many names cost as much as reading the list of all functions. */
    private static final int WORTH_NUMBERS = 32;

    private final Instance instance;
    private final ControlFile file;

    FunctionFilter(Instance instance, String name) {
        this.instance = instance;
        this.file = instance.file(name);
    }

    public boolean exists() {
        return file.exists();
    }

    /** What it lists, commands included; empty if all functions are meant (or, for a notrace file, none). */
    public List<String> words() throws TracefsException {
        return file.lines().stream().map(FunctionFilter::word).toList();
    }

    /** A function of a module is shown as {@code NAME [MODULE]}. */
    private static String word(String line) {
        String text = line.strip();
        int module = text.indexOf(" [");
        return module < 0 ? text : text.substring(0, module);
    }

    /** What was set goes, then {@code words} are set. */
    public void replace(List<String> words) throws TracefsException {
        write(words, true);
    }

    /** {@code words} come to what is set. */
    public void add(List<String> words) throws TracefsException {
        write(words, false);
    }

    private void write(List<String> words, boolean truncate) throws TracefsException {
        List<String> names = words.stream().filter(FunctionFilter::isPlain).toList();
        boolean byNumber = names.size() >= WORTH_NUMBERS && instance.takesFunctionNumbers();
        if (!byNumber || !tryNumbers(words, new HashSet<>(names), truncate)) {
            file.writeTokens(words, truncate);
        }
    }

    private static boolean isPlain(String word) {
        return !Glob.isPattern(word) && word.chars().noneMatch(c -> c == ':' || c == '!');
    }

    /** @return whether what was asked for is set now */
    private boolean tryNumbers(List<String> words, Set<String> names, boolean truncate) throws TracefsException {
        Map<String, List<String>> numbers = numbers(names);
        List<String> tokens = new ArrayList<>();
        for (String word : words) {
            tokens.addAll(names.contains(word) ? numbers.getOrDefault(word, List.of(word)) : List.of(word));
        }
        try {
            file.writeTokens(tokens, truncate);
        } catch (TracefsException e) {
            return false; // by name it will fail again, and the message say which
        }
        return new HashSet<>(words()).containsAll(names);
    }

    /** Lines of the list of all functions, from 1; static functions of one name have several. */
    private Map<String, List<String>> numbers(Set<String> names) throws TracefsException {
        Map<String, List<String>> numbers = new HashMap<>();
        ControlFile all = instance.top().file("available_filter_functions");
        if (!all.exists()) {
            return numbers;
        }
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(all.open(), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String name = word(line);
                if (names.contains(name)) {
                    numbers.computeIfAbsent(name, key -> new ArrayList<>()).add(Integer.toString(number));
                }
            }
        } catch (TracefsException e) {
            throw e;
        } catch (IOException e) {
            throw new TracefsException(all.path(), null, e);
        }
        return numbers;
    }

    /** Puts back what the file said, comments and modules' names included. */
    void restore(List<String> lines) throws TracefsException {
        List<String> before = lines.stream()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .map(FunctionFilter::word)
                .toList();
        List<String> now = words();
        if (new HashSet<>(now).equals(new HashSet<>(before))) {
            return;
        }
        clear();
        if (!before.isEmpty()) {
            add(before.stream().map(FunctionFilter::setting).toList());
        }
    }

    /** A command is shown with its count, or that it has none. */
    private static String setting(String word) {
        return word.replaceFirst(":unlimited$", "").replaceFirst(":count=(\\d+)$", ":$1");
    }

    /** Nothing is selected any more; commands go too, which O_TRUNC alone leaves. */
    public void clear() throws TracefsException {
        file.clear();
        List<String> commands = words();
        if (!commands.isEmpty()) {
            file.writeTokens(
                    commands.stream()
                            .map(command -> "!"
                                    + command.replaceFirst(":unlimited$", "").replaceFirst(":count=\\d+$", ":0"))
                            .toList(),
                    false);
        }
    }
}
