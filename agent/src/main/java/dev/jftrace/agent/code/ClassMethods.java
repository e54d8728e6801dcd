package dev.jftrace.agent.code;

import dev.jftrace.agent.hook.TracedMethod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/**
 * The methods of one class and their names: with parameters only where the class has several of that name. One walk over the class
 * file finds them; all else about them is read where somebody asks.
 */
final class ClassMethods {
    private static final int NO_CODE = Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE;

    /** From the start of a Code attribute: name u2, length u4, max stack u2, max locals u2, code length u4. */
    private static final int CODE_LENGTH = 10;

    private static final int CODE = 14;

    private final ClassReader reader;
    private final List<Method> declared = new ArrayList<>();
    private final List<Method> withCode = new ArrayList<>();
    private final String className;
    private final String prefix;
    private final int packageLength;
    private final char[] text;

    /** Offsets of tables of annotations of the class; 0 for none. */
    private int visible;

    private int invisible;

    /** Null before somebody asks for a name. */
    private Map<String, Method> byName;

    /** Of methods that share their name only. */
    private Map<String, Integer> sameParameters;

    /** Index of the constant "Code", 0 before it is found. */
    private int codeName;

    private ClassMethods(ClassReader reader) {
        this.reader = reader;
        this.text = new char[reader.getMaxStringLength()];
        this.className = FunctionName.ofClass(reader.getClassName());
        this.prefix = className.concat(".");
        this.packageLength = className.lastIndexOf('.') + 1;
    }

    /** One method, before it is known whether it is traced. */
    final class Method implements MethodFacts {
        private final int access;
        private final String methodName;
        private final String descriptor;
        private int code;
        private int visible;
        private int invisible;
        private boolean overloaded;
        private String name;
        private String parameters;

        private Method(int access, String methodName, String descriptor) {
            this.access = access;
            this.methodName = methodName;
            this.descriptor = descriptor;
        }

        String methodName() {
            return methodName;
        }

        String descriptor() {
            return descriptor;
        }

        String key() {
            return TracedMethod.key(methodName, descriptor);
        }

        /** Offset of its Code attribute; 0 for none. */
        int code() {
            return code;
        }

        @Override
        public String name() {
            if (name == null) {
                name = prefix.concat(FunctionName.word(methodName));
            }
            return name;
        }

        private String parameters() {
            if (parameters == null) {
                parameters = FunctionName.parameters(descriptor);
            }
            return parameters;
        }

        @Override
        public String nameWithParameters() {
            return name().concat(parameters());
        }

        @Override
        public int packageLength() {
            return packageLength;
        }

        @Override
        public int codeLength() {
            return code == 0 ? 0 : reader.readInt(code + CODE_LENGTH);
        }

        @Override
        public boolean isTrivial() {
            if ((access & Opcodes.ACC_BRIDGE) != 0) {
                return (access & NO_CODE) == 0;
            }
            return code != 0
                    && (access & NO_CODE) == 0
                    && !methodName.equals("<init>")
                    && TrivialCode.is(reader, code + CODE, codeLength());
        }

        @Override
        public boolean hasAnnotation(Glob wanted) {
            return new Annotations(reader, text).have(wanted, visible, invisible)
                    || new Annotations(reader, text)
                            .have(wanted, ClassMethods.this.visible, ClassMethods.this.invisible);
        }
    }

    static ClassMethods read(ClassReader reader) {
        ClassMethods methods = new ClassMethods(reader);
        methods.walk();
        return methods;
    }

    /** access u2, this u2, super u2, interfaces u2 and as many u2; then fields, methods and attributes, each with their count u2. */
    private void walk() {
        int at = reader.header + 6;
        at += 2 + 2 * reader.readUnsignedShort(at);
        int fields = reader.readUnsignedShort(at);
        at += 2;
        for (; fields > 0; fields--) {
            at = behindField(at);
        }
        int methods = reader.readUnsignedShort(at);
        at += 2;
        for (; methods > 0; methods--) {
            at = readMethod(at);
        }
        int attributes = reader.readUnsignedShort(at);
        at += 2;
        for (; attributes > 0; attributes--) {
            String name = reader.readUTF8(at, text);
            visible = Annotations.VISIBLE.equals(name) ? at : visible;
            invisible = Annotations.INVISIBLE.equals(name) ? at : invisible;
            at = behindAttribute(at);
        }
    }

    private int behindField(int start) {
        int at = start + 8;
        for (int attributes = reader.readUnsignedShort(start + 6); attributes > 0; attributes--) {
            at = behindAttribute(at);
        }
        return at;
    }

    private int behindAttribute(int at) {
        int length = reader.readInt(at + 2);
        if (length < 0) {
            throw new IllegalArgumentException("an attribute of " + length + " bytes at " + at);
        }
        return at + 6 + length;
    }

    /** access u2, name u2, descriptor u2, attributes u2. */
    private int readMethod(int start) {
        Method method = new Method(
                reader.readUnsignedShort(start), reader.readUTF8(start + 2, text), reader.readUTF8(start + 4, text));
        int at = start + 8;
        for (int attributes = reader.readUnsignedShort(start + 6); attributes > 0; attributes--) {
            noteAttribute(method, at);
            at = behindAttribute(at);
        }
        declared.add(method);
        if ((method.access & NO_CODE) == 0) {
            withCode.add(method);
        }
        return at;
    }

    private void noteAttribute(Method method, int at) {
        int index = reader.readUnsignedShort(at);
        if (index == codeName) {
            method.code = at;
            return;
        }
        String name = reader.readUTF8(at, text);
        if ("Code".equals(name)) {
            codeName = index;
            method.code = at;
        } else if (Annotations.VISIBLE.equals(name)) {
            method.visible = at;
        } else if (Annotations.INVISIBLE.equals(name)) {
            method.invisible = at;
        }
    }

    /** Those that have code, in the order of the class file. */
    List<Method> withCode() {
        return withCode;
    }

    /** Native and abstract ones. */
    List<Method> withoutCode() {
        List<Method> without = new ArrayList<>(declared);
        without.removeAll(withCode);
        return without;
    }

    /** What a mistyped filter may have meant. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        for (Method method : withCode) {
            names.add(method.name());
        }
        return names;
    }

    String className() {
        return className;
    }

    /** What the trace calls it. */
    String name(Method method) {
        if (byName == null) {
            findOverloaded();
        }
        if (!method.overloaded) {
            return method.name();
        }
        String name = method.nameWithParameters();
        return sameParameters().get(name) == 1 ? name : name + ":" + FunctionName.returnType(method.descriptor);
    }

    private void findOverloaded() {
        byName = new HashMap<>();
        for (Method method : declared) {
            Method other = byName.put(method.methodName, method);
            if (other != null) {
                other.overloaded = true;
                method.overloaded = true;
            }
        }
    }

    private Map<String, Integer> sameParameters() {
        if (sameParameters == null) {
            sameParameters = new HashMap<>();
            for (Method method : declared) {
                if (method.overloaded) {
                    // Not with a method reference: that would start java.lang.invoke in every traced JVM.
                    String name = method.nameWithParameters();
                    sameParameters.put(name, sameParameters.getOrDefault(name, 0) + 1);
                }
            }
        }
        return sameParameters;
    }
}
