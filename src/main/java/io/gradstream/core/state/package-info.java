/**
 * Everything that changes, as named arrays that can be stored block by block, copied and compared.
 */
package io.gradstream.core.state;
