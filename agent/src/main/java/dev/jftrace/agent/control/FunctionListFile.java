package dev.jftrace.agent.control;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of function names and globs: {@code set_ftrace_filter} and its like. A write takes one token. {@code !glob} takes out that
 * line; where there is none it stays as a line, which takes away what those before it chose. O_TRUNC begins with none. What was written takes effect when the file is closed, as in the kernel.
 */
final class FunctionListFile extends ControlFile {
    /** What the file stands for. */
    abstract static class Functions {
        final String name;
        final String whenEmpty;

        /** @param whenEmpty what reading shows while no function is set */
        Functions(String name, String whenEmpty) {
            this.name = name;
            this.whenEmpty = whenEmpty;
        }

        abstract List<String> current();

        abstract void set(List<String> globs) throws IOException;
    }

    private static final Pattern COMMAND = Pattern.compile("(.*:(?:traceon|traceoff|snapshot|stacktrace))(?::\\d+)?");

    private final Functions functions;
    private final FunctionCheck check;
    private final ErrorLog errors;

    FunctionListFile(Functions functions, FunctionCheck check, ErrorLog errors) {
        this.functions = functions;
        this.check = check;
        this.errors = errors;
    }

    @Override
    String read() {
        List<String> globs = functions.current();
        if (globs.isEmpty()) {
            return functions.whenEmpty;
        }
        return String.join("\n", globs) + "\n";
    }

    @Override
    OpenFile open(boolean truncate) {
        return new Edit(truncate);
    }

    /** {@code FUNCTION:COMMAND} of {@code FUNCTION:COMMAND:COUNT}; null of a line without a command. */
    private static String commandOf(String line) {
        Matcher command = COMMAND.matcher(line);
        return command.matches() ? command.group(1) : null;
    }

    private final class Edit extends OpenFile {
        private final TokenReader tokens = new TokenReader();
        private final List<String> globs;
        private boolean changed;

        Edit(boolean truncate) {
            this.globs = truncate ? new ArrayList<>() : new ArrayList<>(functions.current());
            this.changed = truncate && !functions.current().isEmpty();
        }

        @Override
        int write(byte[] bytes) throws IOException {
            int taken = tokens.take(bytes);
            if (tokens.isFinished()) {
                apply(tokens.token());
            }
            return taken;
        }

        private void apply(String token) throws IOException {
            boolean remove = token.startsWith("!");
            String glob = remove ? token.substring(1) : token;
            if (remove && removes(glob)) {
                changed = true;
                return;
            }
            String missed = check.whyNot(glob);
            if (missed != null) {
                errors.add(functions.name, missed, token, remove ? 1 : 0);
                throw new ControlException(Errno.EINVAL, missed);
            }
            if (remove) {
                takeAway(glob);
            } else if (!globs.contains(glob)) {
                globs.remove("!" + glob);
                globs.add(glob);
                changed = true;
            }
        }

        /** The line itself; a command also without its count, or with another one. */
        private boolean removes(String glob) {
            String command = commandOf(glob);
            boolean found = globs.remove(glob);
            for (Iterator<String> lines = globs.iterator(); command != null && lines.hasNext(); ) {
                if (command.equals(commandOf(lines.next()))) {
                    lines.remove();
                    found = true;
                }
            }
            return found;
        }

        private void takeAway(String glob) throws ControlException {
            if (commandOf(glob) != null) {
                throw new ControlException(Errno.EINVAL, "'" + glob + "' is not set");
            }
            boolean means = !globs.isEmpty() || functions.name.equals(Filters.FUNCTIONS);
            if (means && !globs.contains("!" + glob)) {
                globs.add("!" + glob);
                changed = true;
            }
        }

        /** A token that nothing ended is taken here, and its error has nobody to go to but the log. */
        @Override
        void close() throws IOException {
            if (tokens.isUnfinished()) {
                try {
                    apply(tokens.token());
                } catch (ControlException e) {
                    // the kernel too drops it here
                }
            }
            if (changed) {
                functions.set(globs);
            }
        }
    }
}
