// The page's entry: the styles of the document, then the app.
import "./styles/base.css"
import "./app.ts"
