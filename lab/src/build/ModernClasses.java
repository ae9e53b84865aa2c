import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Part of the build: rewrites those classes of a jar that were compiled for Java 5 or older, so
 * that they have the stack maps that newer ones have (JVMS 4.10.1). What they do stays the same.
 *
 * <p>The virtual machine keeps no class without stack maps in its ahead-of-time cache; picocli has
 * none, and to load and verify it anew took a third of the start of every command.
 */
final class ModernClasses {
  /** The first version of which the ahead-of-time cache takes classes is Java 6's. */
  private static final int OLDEST = ClassFile.JAVA_6_VERSION;

  private static final int VERSION_AT = 6;

  private ModernClasses() {}

  public static void main(String[] arguments) throws IOException {
    Path jar = Path.of(arguments[0]);
    try (URLClassLoader classes = new URLClassLoader(new URL[] {jar.toUri().toURL()});
        FileSystem files = FileSystems.newFileSystem(jar)) {
      ClassFile tool =
          ClassFile.of(
              StackMapsOption.GENERATE_STACK_MAPS,
              ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofClassLoading(classes)));
      for (Path file : classFiles(files.getPath("/"))) {
        byte[] old = Files.readAllBytes(file);
        if (Short.toUnsignedInt(ByteBuffer.wrap(old).getShort(VERSION_AT)) < OLDEST) {
          Files.write(file, modern(tool, old));
        }
      }
    }
  }

  private static List<Path> classFiles(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(file -> file.toString().endsWith(".class")).toList();
    }
  }

  /** Code that is passed on element by element is written anew, which makes the stack maps. */
  private static byte[] modern(ClassFile tool, byte[] old) {
    ClassTransform transform =
        ClassTransform.transformingMethodBodies((code, element) -> code.with(element))
            .andThen(ClassTransform.dropping(ClassFileVersion.class::isInstance))
            .andThen(
                ClassTransform.endHandler(
                    builder -> builder.withVersion(ClassFile.JAVA_8_VERSION, 0)));
    return tool.transformClass(tool.parse(old), transform);
  }
}
