package dev.jftrace.agent.code;

import dev.jftrace.agent.hook.GatedHook;
import dev.jftrace.agent.hook.TracedMethod;
import dev.jftrace.agent.hook.TracingMode;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Type;

/** What {@link MethodHooks} puts into one method. */
final class HookPlan {
    private final TracedMethod method;
    private final int code;
    private final int gate;
    private final TracingMode mode;
    private final ConditionCode condition;
    private final List<Value> arguments;
    private final Value result;

    /**
     * @param code offset of the Code attribute
     * @param gate flags of {@link GatedHook}, and the bit {@link #GATED} where the method needs such hooks
     * @param mode whose hooks record the call
     * @param condition null for every call
     * @param result null where it is not recorded
     */
    HookPlan(
            TracedMethod method,
            int code,
            int gate,
            TracingMode mode,
            ConditionCode condition,
            List<Value> arguments,
            Value result) {
        this.method = method;
        this.code = code;
        this.mode = mode;
        this.gate = gate;
        this.condition = condition;
        this.arguments = arguments.isEmpty() ? List.of() : new ArrayList<>(arguments);
        this.result = result;
    }

    /** In {@code gate}: the hooks are {@link GatedHook}'s, though perhaps without a flag. */
    static final int GATED = 1;

    /** An argument or a result that is recorded. */
    static final class Value {
        private final Type type;
        private final int slot;
        private final int index;
        private final boolean text;

        /** @param index as {@code ring.AgentValue} numbers them */
        Value(Type type, int slot, int index, boolean text) {
            this.type = type;
            this.slot = slot;
            this.index = index;
            this.text = text;
        }

        Type type() {
            return type;
        }

        int slot() {
            return slot;
        }

        int index() {
            return index;
        }

        /** By its toString(). */
        boolean isText() {
            return text;
        }
    }

    TracedMethod method() {
        return method;
    }

    int code() {
        return code;
    }

    boolean isConstructor() {
        return method.methodName().equals("<init>");
    }

    /** Its hooks take an id and nothing else. */
    boolean isPlain() {
        return !isGated() && arguments.isEmpty() && result == null;
    }

    boolean isGated() {
        return gate != 0 || condition != null;
    }

    /** The id, the flags and the hooks that record the call, for {@link GatedHook#in}. */
    int word() {
        return method.id() | gate & ~GATED | GatedHook.bits(mode);
    }

    ConditionCode condition() {
        return condition;
    }

    List<Value> arguments() {
        return arguments;
    }

    Value result() {
        return result;
    }
}
