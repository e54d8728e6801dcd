package dev.jftrace.agent.code;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.jftrace.agent.hook.TracingMode;
import dev.jftrace.agent.patch.ClassPatch;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;

/** Class files are the program's: whatever stands in one, copying it ends, with a class file or with a refusal. */
class ClassPatchFuzzTest {
    private static final FunctionFilter ALL = FunctionFilter.builder().all(true).build(null);

    @Test
    void shouldCopyOrRefuseDamagedClassFiles() throws IOException {
        Random random = new Random(11);
        int copied = 0;
        int refused = 0;
        for (String file : List.of("PatchedShapesTest.class", "ClassMethods.class", "CodeLengths.class")) {
            byte[] whole = ClassPatchFuzzTest.class.getResourceAsStream(file).readAllBytes();
            for (int round = 0; round < 2000; round++) {
                byte[] damaged = whole.clone();
                for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                    damaged[8 + random.nextInt(damaged.length - 8)] = (byte) random.nextInt();
                }
                if (copy(damaged)) {
                    copied++;
                } else {
                    refused++;
                }
            }
        }
        assertThat(copied).isPositive();
        assertThat(refused).isPositive();
    }

    @FuzzTest
    void shouldCopyOrRefuseAnyClassFile(byte[] bytes) {
        copy(bytes);
    }

    private static boolean copy(byte[] bytes) {
        ClassReader reader;
        ClassMethods methods;
        List<HookPlan> plans;
        try {
            reader = new ClassReader(bytes);
            methods = ClassMethods.read(reader);
            plans = new HookPlans(reader, methods, ALL, TracingMode.GRAPH, null)
                    .make(ClassOrigin.unknown(false), new DroppedMethods(null, null), count -> Short.MAX_VALUE - 1);
        } catch (RuntimeException unreadable) {
            return false; // the transformer leaves such a class to the JVM, which says what is wrong with it
        }
        ClassPatch patch = new PlainHooks(HookedBothWays.HOOKS).in(reader, bytes, plans);
        byte[] patched = patch.write();
        if (patched == null) {
            assertThat(patch.refusal()).isNotEmpty();
            return false;
        }
        ClassMethods again;
        try {
            again = ClassMethods.read(new ClassReader(patched));
        } catch (RuntimeException unreadable) {
            return true; // a name that is no constant is read from what stands at the file's beginning, and there is
            // another count now
        }
        hasSameMethods(methods, again);
        return true;
    }

    /** What was copied is found again, and hooks took some room. */
    private static void hasSameMethods(ClassMethods original, ClassMethods patched) {
        assertThat(patched.withCode()).hasSameSizeAs(original.withCode());
        for (int i = 0; i < original.withCode().size(); i++) {
            ClassMethods.Method before = original.withCode().get(i);
            ClassMethods.Method after = patched.withCode().get(i);
            assertThat(after.codeLength()).isGreaterThan(before.codeLength());
        }
    }
}
