package dev.jftrace.agent.control;

import dev.jftrace.agent.code.AvailableFunctions;
import dev.jftrace.agent.code.FilterSyntaxException;
import dev.jftrace.agent.code.FunctionFilter;
import java.lang.instrument.Instrumentation;
import java.util.List;

/** Whether a glob means anything that is loaded, and if not, what it may have meant. */
class FunctionCheck {
    /** Of a file whose lines name no functions. */
    static final FunctionCheck NONE = new FunctionCheck(null, null) {
        @Override
        String whyNot(String line) {
            return null;
        }
    };

    private final Instrumentation instrumentation;
    private final String file;

    /** @param file whose lines are checked, by its name */
    FunctionCheck(Instrumentation instrumentation, String file) {
        this.instrumentation = instrumentation;
        this.file = file;
    }

    /** @return null if the line means something there, and matches a function */
    String whyNot(String line) {
        if (line.isEmpty()) {
            return "expected a function's name";
        }
        String glob = functionsOf(line);
        try {
            Filters.add(FunctionFilter.builder(), file, line);
            FunctionFilter named = FunctionFilter.namedBy(glob);
            if (!AvailableFunctions.chosenBy(named, instrumentation, 1).isEmpty()) {
                return null;
            }
            String reason = AvailableFunctions.whyNone(glob, instrumentation);
            if (reason != null) {
                return "'" + line + "' " + reason;
            }
        } catch (FilterSyntaxException e) {
            return e.getMessage();
        }
        List<String> near = new NearNames(glob).among(instrumentation.getAllLoadedClasses());
        String hint = near.isEmpty() ? "" : "; near: " + String.join(", ", near);
        return "'" + line + "' matches no function of a loaded class" + hint;
    }

    /** Without what is recorded of them. */
    private String functionsOf(String line) {
        if (file.equals(Filters.ARGUMENTS)) {
            int at = line.lastIndexOf('@');
            return at <= 0 ? line : line.substring(0, at);
        }
        return file.equals(Filters.RESULTS) && line.endsWith("/s") ? line.substring(0, line.length() - 2) : line;
    }
}
