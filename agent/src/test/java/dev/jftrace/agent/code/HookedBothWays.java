package dev.jftrace.agent.code;

import dev.jftrace.agent.hook.TracingMode;
import dev.jftrace.agent.patch.ClassPatch;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.Textifier;
import org.objectweb.asm.util.TraceClassVisitor;

/** A class whose methods all get plain hooks: by copying, and by reading and writing each instruction. */
final class HookedBothWays {
    static final String HOOKS = "dev/jftrace/agent/code/CountingHooks";

    private final ClassHooks rewritten;
    private final byte[] expected;
    private final byte[] patched;
    private final String refusal;

    /** @param firstId of the first method */
    HookedBothWays(byte[] original, int firstId) {
        ClassReader reader = new ClassReader(original);
        FunctionFilter all = FunctionFilter.builder().all(true).build(null);
        List<HookPlan> plans = new HookPlans(reader, ClassMethods.read(reader), all, TracingMode.GRAPH, null)
                .make(ClassOrigin.unknown(false), new DroppedMethods(null, null), count -> firstId);
        rewritten = new ClassHooks(reader, plans, HOOKS);
        expected = rewritten.write();
        ClassPatch patch = new PlainHooks(HOOKS).in(reader, original, plans);
        patched = patch.write();
        refusal = patch.refusal();
    }

    /** Null where it was copied. */
    String refusal() {
        return refusal;
    }

    byte[] patched() {
        return patched;
    }

    byte[] rewritten() {
        return expected;
    }

    int methods() {
        return rewritten.hooked().size();
    }

    /** Whether some method has no hooks, which copying leaves to the other way. */
    boolean leavesAlone() {
        return !rewritten.leftAlone().isEmpty();
    }

    boolean isSame() {
        return text(patched).equals(text(expected));
    }

    /** All that the class file says, whatever the order of its constants. */
    static String text(byte[] bytes) {
        StringWriter text = new StringWriter();
        new ClassReader(bytes).accept(new TraceClassVisitor(null, new Textifier(), new PrintWriter(text)), 0);
        return text.toString();
    }
}
