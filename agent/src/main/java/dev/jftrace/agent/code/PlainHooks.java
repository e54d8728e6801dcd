package dev.jftrace.agent.code;

import dev.jftrace.agent.patch.ClassPatch;
import dev.jftrace.agent.patch.HookConstants;
import java.util.List;
import org.objectweb.asm.ClassReader;

/** Hooks that take an id and nothing else, as most do: a class whose methods have no others can be copied, as {@link ClassPatch} does. */
final class PlainHooks {
    private final HookConstants constants;

    /** @param hooks internal name of the class with in, out and outThrow */
    PlainHooks(String hooks) {
        constants = new HookConstants(hooks);
    }

    /** @return null where a method needs more than plain hooks */
    ClassPatch in(ClassReader reader, byte[] bytes, List<HookPlan> plans) {
        ClassPatch patch = new ClassPatch(reader, bytes, constants);
        for (HookPlan plan : plans) {
            if (!plan.isPlain()) {
                return null;
            }
            patch.add(plan.code(), plan.method().id(), plan.isConstructor());
        }
        return patch;
    }
}
