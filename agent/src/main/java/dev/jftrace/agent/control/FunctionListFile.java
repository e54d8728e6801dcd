package dev.jftrace.agent.control;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of function names and globs: {@code set_ftrace_filter} and its like. A write takes one token; {@code !glob} takes one out;
 * O_TRUNC begins with none. What was written takes effect when the file is closed, as in the kernel.
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
            return functions.whenEmpty.isEmpty() ? "" : "#### " + functions.whenEmpty + " ####\n";
        }
        return String.join("\n", globs) + "\n";
    }

    @Override
    OpenFile open(boolean truncate) {
        return new Edit(truncate);
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
            if (remove && globs.remove(glob)) {
                changed = true;
                return;
            }
            String missed = check.whyNot(glob);
            if (missed != null) {
                errors.add(functions.name, missed, token, remove ? 1 : 0);
                throw new ControlException(Errno.EINVAL, missed);
            }
            if (!remove && !globs.contains(glob)) {
                globs.add(glob);
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
