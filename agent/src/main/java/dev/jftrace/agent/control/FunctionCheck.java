package dev.jftrace.agent.control;

import dev.jftrace.agent.code.AvailableFunctions;
import java.lang.instrument.Instrumentation;
import java.util.List;

/** Whether a glob means anything that is loaded, and if not, what it may have meant. */
class FunctionCheck {
    private final Instrumentation instrumentation;

    FunctionCheck(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    /** @return null if it matches a function */
    String whyNot(String glob) {
        if (glob.isEmpty()) {
            return "expected a function's name";
        }
        if (!AvailableFunctions.chosenBy(List.of(glob), List.of(), instrumentation, 1)
                .isEmpty()) {
            return null;
        }
        List<String> near = new NearNames(glob).among(instrumentation.getAllLoadedClasses());
        String hint = near.isEmpty() ? "" : "; near: " + String.join(", ", near);
        return "'" + glob + "' matches no function of a loaded class" + hint;
    }
}
