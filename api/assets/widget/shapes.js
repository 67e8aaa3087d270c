// What is asked, in a row: «удалить мои данные, прекратить обработку».
import { words } from "./words.js";

export const shapeNames = (requests) =>
  requests.map((request) => words.shapes[request]?.[0].replace(/^./, (letter) => letter.toLowerCase())).join(", ");
