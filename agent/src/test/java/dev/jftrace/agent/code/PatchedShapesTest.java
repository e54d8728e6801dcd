package dev.jftrace.agent.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.TypePath;
import org.objectweb.asm.TypeReference;
import org.objectweb.asm.util.CheckClassAdapter;

/** Shapes of code that copying must not get wrong: what it makes of them is what writing them anew makes, is valid, and runs. */
class PatchedShapesTest {
    private static final int WIDE_SLOT = 300;

    private interface Code {
        void write(MethodVisitor method);
    }

    private static byte[] classWith(int version, String name, String descriptor, Code code) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES | ClassWriter.COMPUTE_MAXS);
        writer.visit(version, Opcodes.ACC_PUBLIC, "Shape", null, "java/lang/Object", null);
        int access = name.startsWith("<") ? Opcodes.ACC_PUBLIC : Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
        MethodVisitor method = writer.visitMethod(access, name, descriptor, null, null);
        method.visitCode();
        code.write(method);
        method.visitMaxs(0, 0);
        method.visitEnd();
        return writer.toByteArray();
    }

    private static byte[] shape(Code code) {
        return classWith(Opcodes.V11, "shape", "(I)I", code);
    }

    private static HookedBothWays copied(byte[] original, int firstId) {
        HookedBothWays hooked = new HookedBothWays(original, firstId);
        assertThat(hooked.refusal()).isNull();
        assertThat(HookedBothWays.text(hooked.patched())).isEqualTo(HookedBothWays.text(hooked.rewritten()));
        StringWriter faults = new StringWriter();
        CheckClassAdapter.verify(new ClassReader(hooked.patched()), false, new PrintWriter(faults));
        assertThat(faults.toString()).isEmpty();
        return hooked;
    }

    private static String refusal(byte[] original) {
        return new HookedBothWays(original, 7).refusal();
    }

    /** What {@code shape(I)I} or {@code <init>(I)V} returns, a space, and which hooks it called: "(7" is in, ")7" out, "!7" outThrow. */
    private static String run(byte[] original, int argument) throws Exception {
        String told = null;
        for (int firstId : new int[] {7, Short.MAX_VALUE + 7_007}) {
            HookedBothWays hooked = copied(original, firstId);
            String patched = call(hooked.patched(), argument);
            assertThat(patched).isEqualTo(call(hooked.rewritten(), argument));
            told = patched.replace(String.valueOf(Short.MAX_VALUE + 7_007), "7");
        }
        return told;
    }

    private static String call(byte[] bytes, int argument) throws Exception {
        Class<?> type = new ClassLoader(PatchedShapesTest.class.getClassLoader()) {
            Class<?> define() {
                return defineClass("Shape", bytes, 0, bytes.length);
            }
        }.define();
        CountingHooks.take();
        String result;
        try {
            if (type.getDeclaredMethods().length == 0) {
                type.getConstructor(int.class).newInstance(argument);
                result = "made";
            } else {
                Method shape = type.getMethod("shape", int.class);
                result = String.valueOf(shape.invoke(null, argument));
            }
        } catch (InvocationTargetException e) {
            result = e.getCause().getClass().getSimpleName();
        }
        return result + " " + CountingHooks.take();
    }

    private static void nops(MethodVisitor method, int count) {
        for (int i = 0; i < count; i++) {
            method.visitInsn(Opcodes.NOP);
        }
    }

    private static void returns(MethodVisitor method, int result) {
        method.visitIntInsn(Opcodes.BIPUSH, result);
        method.visitInsn(Opcodes.IRETURN);
    }

    /** With a return before each switch, which moves it by what is no multiple of its alignment. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void shouldKeepSwitchesOfEachAlignment(int nops) throws Exception {
        byte[] original = shape(method -> {
            Label go = new Label();
            Label one = new Label();
            Label two = new Label();
            Label other = new Label();
            method.visitVarInsn(Opcodes.ILOAD, 0);
            method.visitJumpInsn(Opcodes.IFGE, go);
            returns(method, 9);
            method.visitLabel(go);
            nops(method, nops);
            method.visitVarInsn(Opcodes.ILOAD, 0);
            method.visitTableSwitchInsn(1, 2, other, one, two);
            method.visitLabel(one);
            returns(method, 11);
            method.visitLabel(other);
            method.visitVarInsn(Opcodes.ILOAD, 0);
            method.visitLookupSwitchInsn(two, new int[] {-5, 5, 5000}, new Label[] {two, one, go});
            method.visitLabel(two);
            returns(method, 12);
        });

        assertThat(run(original, -1)).isEqualTo("9 (7)7");
        assertThat(run(original, 1)).isEqualTo("11 (7)7");
        assertThat(run(original, 2)).isEqualTo("12 (7)7");
        assertThat(run(original, 5)).isEqualTo("11 (7)7");
        assertThat(run(original, 6)).isEqualTo("12 (7)7");
    }

    @Test
    void shouldKeepWideInstructions() throws Exception {
        byte[] original = shape(method -> {
            Label far = new Label();
            method.visitVarInsn(Opcodes.ILOAD, 0);
            method.visitVarInsn(Opcodes.ISTORE, WIDE_SLOT);
            method.visitIincInsn(WIDE_SLOT, 500);
            method.visitJumpInsn(200, far); // goto_w
            method.visitInsn(Opcodes.ICONST_0);
            method.visitInsn(Opcodes.IRETURN);
            method.visitLabel(far);
            method.visitVarInsn(Opcodes.ILOAD, WIDE_SLOT);
            method.visitInsn(Opcodes.IRETURN);
        });

        assertThat(run(original, 3)).isEqualTo("503 (7)7");
    }

    /** The hook is of the call, not of each round. */
    @Test
    void shouldEnterOnceWhereALoopBeginsTheMethod() throws Exception {
        byte[] original = shape(method -> {
            Label start = new Label();
            method.visitLabel(start);
            method.visitIincInsn(0, -1);
            method.visitVarInsn(Opcodes.ILOAD, 0);
            method.visitJumpInsn(Opcodes.IFGT, start);
            method.visitVarInsn(Opcodes.ILOAD, 0);
            method.visitInsn(Opcodes.IRETURN);
        });

        assertThat(run(original, 3)).isEqualTo("0 (7)7");
    }

    @Test
    void shouldTellOfAReturnThatIsJumpedTo() throws Exception {
        byte[] original = shape(method -> {
            Label out = new Label();
            method.visitInsn(Opcodes.ICONST_1);
            method.visitVarInsn(Opcodes.ILOAD, 0);
            method.visitJumpInsn(Opcodes.IFEQ, out);
            method.visitInsn(Opcodes.INEG);
            method.visitLabel(out);
            method.visitInsn(Opcodes.IRETURN);
        });

        assertThat(run(original, 0)).isEqualTo("1 (7)7");
        assertThat(run(original, 1)).isEqualTo("-1 (7)7");
    }

    @Test
    void shouldKeepHandlersAroundReturns() throws Exception {
        byte[] original = shape(method -> {
            Label start = new Label();
            Label end = new Label();
            Label handler = new Label();
            method.visitTryCatchBlock(start, end, handler, "java/lang/ArithmeticException");
            method.visitLabel(start);
            method.visitIntInsn(Opcodes.BIPUSH, 60);
            method.visitVarInsn(Opcodes.ILOAD, 0);
            method.visitInsn(Opcodes.IDIV);
            method.visitInsn(Opcodes.IRETURN);
            method.visitLabel(end);
            method.visitLabel(handler);
            method.visitInsn(Opcodes.POP);
            returns(method, 5);
        });

        assertThat(run(original, 6)).isEqualTo("10 (7)7");
        assertThat(run(original, 0)).isEqualTo("5 (7)7");
    }

    @Test
    void shouldTellOfExceptionsThatLeaveTheCall() throws Exception {
        byte[] original = shape(method -> {
            method.visitIntInsn(Opcodes.BIPUSH, 60);
            method.visitVarInsn(Opcodes.ILOAD, 0);
            method.visitInsn(Opcodes.IDIV);
            method.visitInsn(Opcodes.IRETURN);
        });

        assertThat(run(original, 0)).isEqualTo("ArithmeticException (7!7");
    }

    /** new Object() and new Thread(new Thread()) for what is then thrown away, before super(). */
    @Test
    void shouldEnterAConstructorBehindSuperWhateverIsMadeBefore() throws Exception {
        byte[] original = classWith(Opcodes.V11, "<init>", "(I)V", method -> {
            Label positive = new Label();
            method.visitTypeInsn(Opcodes.NEW, "java/lang/Thread");
            method.visitInsn(Opcodes.DUP);
            method.visitTypeInsn(Opcodes.NEW, "java/lang/Thread");
            method.visitInsn(Opcodes.DUP);
            method.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Thread", "<init>", "()V", false);
            method.visitMethodInsn(
                    Opcodes.INVOKESPECIAL, "java/lang/Thread", "<init>", "(Ljava/lang/Runnable;)V", false);
            method.visitInsn(Opcodes.POP);
            method.visitVarInsn(Opcodes.ALOAD, 0);
            method.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
            method.visitVarInsn(Opcodes.ILOAD, 1);
            method.visitJumpInsn(Opcodes.IFGT, positive);
            method.visitInsn(Opcodes.ACONST_NULL);
            method.visitInsn(Opcodes.ATHROW);
            method.visitLabel(positive);
            method.visitInsn(Opcodes.RETURN);
        });

        assertThat(run(original, 1)).isEqualTo("made (7)7");
        assertThat(run(original, 0)).isEqualTo("NullPointerException (7!7");
    }

    /** What branches say before super() is about a raw object, and right there. */
    @Test
    void shouldCopyAConstructorThatBranchesBeforeSuper() throws Exception {
        byte[] original = classWith(Opcodes.V11, "<init>", "(I)V", method -> {
            Label other = new Label();
            Label rest = new Label();
            method.visitVarInsn(Opcodes.ALOAD, 0);
            method.visitVarInsn(Opcodes.ILOAD, 1);
            method.visitJumpInsn(Opcodes.IFEQ, other);
            nops(method, 70);
            method.visitLabel(other);
            method.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
            method.visitVarInsn(Opcodes.ILOAD, 1);
            method.visitJumpInsn(Opcodes.IFEQ, rest);
            nops(method, 60);
            method.visitLabel(rest);
            method.visitInsn(Opcodes.RETURN);
        });

        assertThat(run(original, 1)).isEqualTo("made (7)7");
    }

    @Test
    void shouldLeaveUnusualConstructorsToTheOtherWay() {
        byte[] raw = classWith(Opcodes.V11, "<init>", "(I)V", method -> {
            Label behind = new Label();
            Label call = new Label();
            method.visitVarInsn(Opcodes.ILOAD, 1);
            method.visitJumpInsn(Opcodes.IFEQ, behind);
            method.visitLabel(call);
            method.visitVarInsn(Opcodes.ALOAD, 0);
            method.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
            method.visitInsn(Opcodes.RETURN);
            method.visitLabel(behind);
            method.visitJumpInsn(Opcodes.GOTO, call);
        });
        byte[] never = classWith(Opcodes.V11, "<init>", "(I)V", method -> {
            method.visitInsn(Opcodes.ACONST_NULL);
            method.visitInsn(Opcodes.ATHROW);
        });

        assertThat(refusal(raw)).contains("unusual constructor");
        assertThat(refusal(never)).contains("constructor without super()");
        assertThat(new HookedBothWays(raw, 7).leavesAlone()).isTrue();
    }

    /** 63 bytes are as far as a frame of one byte reaches; a return between two frames takes them farther apart. */
    @ParameterizedTest
    @ValueSource(ints = {50, 53, 54, 55, 56, 59, 60, 61, 70, 300})
    void shouldMoveFramesApart(int nops) throws Exception {
        byte[] original = shape(method -> {
            Label one = new Label();
            Label two = new Label();
            Label start = new Label();
            Label handler = new Label();
            method.visitTryCatchBlock(start, handler, handler, null);
            method.visitLabel(start);
            method.visitVarInsn(Opcodes.ILOAD, 0);
            method.visitJumpInsn(Opcodes.IFEQ, one);
            nops(method, nops);
            method.visitLabel(one);
            method.visitVarInsn(Opcodes.ILOAD, 0);
            method.visitJumpInsn(Opcodes.IFEQ, two);
            nops(method, nops);
            returns(method, 1);
            method.visitLabel(two);
            nops(method, nops);
            method.visitInsn(Opcodes.ACONST_NULL);
            method.visitInsn(Opcodes.ATHROW);
            method.visitLabel(handler);
            method.visitInsn(Opcodes.POP);
            returns(method, 2);
        });

        assertThat(run(original, 1)).isEqualTo("1 (7)7");
        assertThat(run(original, 0)).isEqualTo("2 (7)7");
    }

    /** {@code new String(argument == 0 ? "a" : "bc").length()}: frames name the NEW of what no constructor ran on yet. */
    @Test
    void shouldKeepWhatFramesSayOfRawObjects() throws Exception {
        byte[] original = shape(method -> {
            Label other = new Label();
            Label both = new Label();
            Label go = new Label();
            method.visitVarInsn(Opcodes.ILOAD, 0);
            method.visitJumpInsn(Opcodes.IFGE, go);
            returns(method, 9);
            method.visitLabel(go);
            method.visitTypeInsn(Opcodes.NEW, "java/lang/String");
            method.visitInsn(Opcodes.DUP);
            method.visitVarInsn(Opcodes.ILOAD, 0);
            method.visitJumpInsn(Opcodes.IFEQ, other);
            method.visitLdcInsn("bc");
            method.visitJumpInsn(Opcodes.GOTO, both);
            method.visitLabel(other);
            method.visitLdcInsn("a");
            method.visitLabel(both);
            method.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/String", "<init>", "(Ljava/lang/String;)V", false);
            method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/String", "length", "()I", false);
            method.visitInsn(Opcodes.IRETURN);
        });

        assertThat(run(original, 1)).isEqualTo("2 (7)7");
        assertThat(run(original, 0)).isEqualTo("1 (7)7");
    }

    /** Lines, variables and their generic types of tests and libraries. */
    @Test
    void shouldKeepWhatDebuggersAreTold() throws Exception {
        int methods = 0;
        for (Class<?> type : List.of(
                PatchedShapesTest.class,
                PatchedJdkTest.class,
                FunctionFilter.class,
                HookPlans.class,
                org.junit.jupiter.api.Assertions.class,
                org.assertj.core.api.Assertions.class,
                org.assertj.core.api.AbstractIterableAssert.class)) {
            String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
            try (var bytes = type.getResourceAsStream(file)) {
                HookedBothWays hooked = copied(bytes.readAllBytes(), 7);
                methods += hooked.methods();
                assertThat(hooked.leavesAlone()).as(file).isFalse();
            }
        }
        assertThat(methods).isGreaterThan(500);
        try (var bytes = HookPlans.class.getResourceAsStream("HookPlans.class")) {
            assertThat(HookedBothWays.text(copied(bytes.readAllBytes(), 7).patched()))
                    .contains("LINENUMBER", "LOCALVARIABLE", "// signature Ljava/util/List<");
        }
    }

    private static byte[] long32k(int nops) {
        return shape(method -> {
            Label end = new Label();
            method.visitVarInsn(Opcodes.ILOAD, 0);
            method.visitJumpInsn(Opcodes.IFEQ, end);
            nops(method, nops);
            method.visitLabel(end);
            returns(method, 1);
        });
    }

    /** Beyond, a branch needs an instruction of another length. */
    @Test
    void shouldCopyCodeAsFarAsABranchReaches() throws Exception {
        int around = 1 + 3 + 3 + 2 * 6 + 7;
        assertThat(run(long32k(Short.MAX_VALUE - around), 0)).isEqualTo("1 (7)7");
        assertThat(refusal(long32k(Short.MAX_VALUE - around + 1))).contains("too large");
    }

    @Test
    void shouldLeaveMethodsThatHooksWouldKeepFromBeingCompiledToTheOtherWay() {
        int around = 1 + 3 + 3 + 2 * 6 + 7;
        assertThat(copied(long32k(8000 - around), 7).leavesAlone()).isFalse();
        HookedBothWays larger = new HookedBothWays(long32k(8000 - around + 1), 7);
        assertThat(larger.refusal()).contains("too large");
        assertThat(larger.leavesAlone()).isTrue();
        assertThat(copied(long32k(8001), 7).leavesAlone()).isFalse();
    }

    @Test
    void shouldLeaveOldClassFilesAndUnknownAttributesToTheOtherWay() {
        byte[] old = classWith(Opcodes.V1_6, "shape", "(I)I", method -> returns(method, 1));
        byte[] typed = shape(method -> {
            method.visitTypeInsn(Opcodes.NEW, "java/lang/Object");
            int where = TypeReference.newTypeReference(TypeReference.NEW).getValue();
            method.visitInsnAnnotation(where, (TypePath) null, "LSome;", true).visitEnd();
            returns(method, 1);
        });
        byte[] unknown = shape(method -> {
            method.visitAttribute(new Unknown());
            returns(method, 1);
        });

        assertThat(refusal(old)).contains("older");
        assertThat(refusal(typed)).contains("not known");
        assertThat(refusal(unknown)).contains("not known");
    }

    private static final class Unknown extends Attribute {
        Unknown() {
            super("Unknown");
        }

        @Override
        public boolean isCodeAttribute() {
            return true;
        }

        @Override
        protected org.objectweb.asm.ByteVector write(
                ClassWriter writer, byte[] code, int length, int maxStack, int maxLocals) {
            return new org.objectweb.asm.ByteVector();
        }
    }

    @Test
    void shouldLeaveAClassThatIsFullOfConstantsToTheOtherWay() {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V11, Opcodes.ACC_PUBLIC, "Full", null, "java/lang/Object", null);
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_STATIC, "full", "()V", null, null);
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(0, 0);
        for (int number = 0; number < 0xffff - 20; number++) {
            writer.newConst(number);
        }

        assertThat(refusal(writer.toByteArray())).contains("too many constants");
    }
}
